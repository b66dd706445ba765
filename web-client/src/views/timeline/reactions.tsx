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
  const { emoji } = reaction
  const count = number(reaction.users.length)
  const label = (what: string): string => t('reaction.label', { emoji: what, names: list(names) })
  return (
    <button
      type="button"
      class="chip"
      aria-pressed={reaction.mine}
      aria-label={label(`${emoji} ${count}`)}
      title={label(emoji)}
      onClick={() => {
        void react(row.room, row.sequence, emoji, !reaction.mine)
      }}
    >
      <span aria-hidden="true">{emoji}</span>
      <span class="chip-count">{count}</span>
    </button>
  )
}
