import { X } from 'lucide'
import type { Draft } from '../../state/room'
import { messageAt } from '../../state/timeline'
import { bodyText } from '../../state/selectors'
import { useActions, useI18n, useSelect } from '../app'
import { excerpt } from '../markup/excerpt'
import { IconButton } from '../parts/icon-button'

/** What the draft answers, or that it edits. */
export function Context({ room, draft }: { room: string; draft: Draft }) {
  const { t } = useI18n()
  const { cancelAnswerOrEdit } = useActions()
  const sequence = draft.editing ?? draft.replyTo ?? 0
  const message = useSelect((state) => {
    const timeline = state.timelines.get(room)
    return timeline === undefined ? undefined : messageAt(timeline, sequence)
  })
  const words =
    draft.editing === undefined
      ? t('composer.answers', { name: message?.from.name ?? '' })
      : t('composer.edits')
  return (
    <div class="context">
      <p>
        <strong>{words}</strong>
        <span dir="auto">{message === undefined ? '' : excerpt(bodyText(message.body))}</span>
      </p>
      <IconButton
        icon={X}
        label={t('dialog.cancel')}
        onClick={() => {
          cancelAnswerOrEdit(room)
        }}
      />
    </div>
  )
}
