import { Avatar } from '../parts/avatar'
import type { Suggested } from './use-suggestions'

/** What could stand where one is writing: people after an at sign, commands after a slash. */
export function Suggestions({ id, label, items, chosen, choose }: Suggested) {
  if (items.length === 0) return null
  return (
    <ul class="suggestions" id={id} role="listbox" aria-label={label}>
      {items.map((item, index) => (
        <li
          key={item.key}
          id={`${id}-${index}`}
          class="suggestion"
          role="option"
          aria-selected={index === chosen}
          onMouseDown={(event) => {
            event.preventDefault()
            choose(index)
          }}
        >
          {item.face === undefined ? null : <Avatar small name={item.words} of={item.face} />}
          <bdi class="suggestion-words">{item.words}</bdi>
          {item.hint === undefined ? null : <span class="hint">{item.hint}</span>}
        </li>
      ))}
    </ul>
  )
}
