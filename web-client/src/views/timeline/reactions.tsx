import type { MessageRow, ShownReaction } from '../../state/row'
import { useActions, useI18n, useSelect } from '../app'

/** How many names are told of those who reacted. */
const NAMED = 12

export function Reactions({ row }: { row: MessageRow }) {
  if (row.reactions.length === 0) return null
  return (
    <div class="reactions">
      {row.reactions.map((reaction) => (
        <Chip key={reaction.emoji} row={row} reaction={reaction} />
      ))}
    </div>
  )
}

function Chip({ row, reaction }: { row: MessageRow; reaction: ShownReaction }) {
  const { t, list, number } = useI18n()
  const { react } = useActions()
  const people = useSelect((state) => state.people)
  const names = reaction.users.slice(0, NAMED).map((id) => people.get(id)?.name ?? id)
  const label = t('reaction.label', { emoji: reaction.emoji, names: list(names) })
  return (
    <button
      type="button"
      class="chip"
      aria-pressed={reaction.mine}
      aria-label={label}
      title={label}
      onClick={() => {
        void react(row.room, row.sequence, reaction.emoji, !reaction.mine)
      }}
    >
      <span aria-hidden="true">{reaction.emoji}</span>
      <span class="chip-count">{number(reaction.users.length)}</span>
    </button>
  )
}
