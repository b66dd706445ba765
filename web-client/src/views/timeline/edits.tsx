import { useEffect, useState } from 'preact/hooks'
import type { Edit, Refused } from '../../actions/actions'
import { useActions, useI18n } from '../app'
import { Dialog } from '../parts/dialog'

type Props = { room: string; sequence: number; onClose: () => void }

/** What a message said before, for moderators. */
export function Edits({ room, sequence, onClose }: Props) {
  const { t, exact } = useI18n()
  const { edits } = useActions()
  const [found, setFound] = useState<readonly Edit[] | Refused>()
  useEffect(() => {
    void edits(room, sequence).then(setFound)
  }, [edits, room, sequence])
  return (
    <Dialog title={t('message.edits')} onClose={onClose}>
      {found === undefined ? <p class="hint">{t('timeline.loading')}</p> : null}
      {found !== undefined && 'ok' in found ? <p class="fault">{found.message}</p> : null}
      <ol class="edits">
        {(found === undefined || 'ok' in found ? [] : found).map((edit, index) => (
          <li key={index}>
            <time class="hint" dateTime={new Date(edit.at).toISOString()}>
              {exact(edit.at)}
            </time>
            <p class="text" dir="auto">
              {edit.text}
            </p>
          </li>
        ))}
      </ol>
    </Dialog>
  )
}
