import { useMemo } from 'preact/hooks'
import type { Reply } from '../../state/row'
import { useActions, useI18n } from '../app'
import { excerpt } from '../markup/excerpt'

/** The message that is answered; it leads there. */
export function Quote({ room, reply }: { room: string; reply: Reply }) {
  const { t } = useI18n()
  const { jumpTo } = useActions()
  const said = useMemo(() => (reply.text === undefined ? undefined : excerpt(reply.text)), [reply])
  return (
    <button
      type="button"
      class="quote"
      onClick={() => {
        void jumpTo(room, reply.sequence)
      }}
    >
      <span class="visually-hidden">{t('quote.answers')} </span>
      {reply.from === undefined ? null : <bdi class="quote-name">{reply.from.name}</bdi>}
      <span class="quote-text" dir="auto">
        {reply.deleted === true ? t('message.deleted') : (said ?? t('quote.unknown'))}
      </span>
    </button>
  )
}
