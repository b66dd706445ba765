import type { Message } from '../../state/state'
import { bodyText } from '../../state/selectors'
import { useActions, useI18n } from '../app'
import { useRoomName } from '../parts/names'

/** How much of a message is shown, and how much of it before the first word that was sought. */
const MOST_CHARACTERS = 220
const BEFORE_CHARACTERS = 60

/** One message that was found; it leads to its place in its room. */
export function Found({ message, words }: { message: Message; words: string }) {
  const { exact, ago } = useI18n()
  const { jumpTo } = useActions()
  const room = useRoomName(message.room)
  const pattern = wanted(words)
  return (
    <li>
      <button
        type="button"
        class="found-message"
        onClick={() => {
          void jumpTo(message.room, message.sequence)
        }}
      >
        <span class="found-head">
          <bdi class="sender">{message.from.name}</bdi>
          <bdi class="hint">{room}</bdi>
          <time
            class="hint"
            title={exact(message.at)}
            dateTime={new Date(message.at).toISOString()}
          >
            {ago(message.at, Date.now())}
          </time>
        </span>
        <span class="found-text" dir="auto">
          {excerpt(bodyText(message.body), pattern)
            .split(pattern)
            .map((part, index) => (index % 2 === 0 ? part : <mark key={index}>{part}</mark>))}
        </span>
      </button>
    </li>
  )
}

/** Finds any of the words at the beginning of a word. */
function wanted(words: string): RegExp {
  const parts = words.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  return parts.length === 0
    ? /($^)/u
    : new RegExp(`((?<![\\p{L}\\p{N}])(?:${parts.join('|')}))`, 'iu')
}

function excerpt(text: string, pattern: RegExp): string {
  const at = Math.max(0, text.search(pattern) - BEFORE_CHARACTERS)
  const part = text.slice(at, at + MOST_CHARACTERS)
  return `${at > 0 ? '…' : ''}${part}${at + MOST_CHARACTERS < text.length ? '…' : ''}`
}
