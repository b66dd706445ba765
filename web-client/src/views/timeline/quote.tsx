import type { Reply } from '../../state/row'
import { useActions, useI18n } from '../app'

/** How much of the answered message is shown. */
const MOST_CHARACTERS = 160

/** The message that is answered; it leads there. */
export function Quote({ room, reply }: { room: string; reply: Reply }) {
  const { t } = useI18n()
  const { jumpTo } = useActions()
  const text = reply.deleted === true ? t('message.deleted') : (reply.text ?? t('quote.unknown'))
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
        {text.slice(0, MOST_CHARACTERS)}
      </span>
    </button>
  )
}
