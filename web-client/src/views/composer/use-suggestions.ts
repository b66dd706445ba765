import { useId, useMemo, useState } from 'preact/hooks'
import { COMMANDS } from '../../state/commands'
import type { Members } from '../../state/room'
import type { State } from '../../state/state'
import { useI18n, useSelect } from '../app'

/** How many are offered at once. */
const MOST = 7

export type Suggestion = Readonly<{
  key: string
  words: string
  /** What is put in place of what was begun. */
  text: string
  hint?: string
  /** Whose face stands beside it. */
  face?: string
}>

export type Suggested = Readonly<{
  id: string
  label: string
  items: readonly Suggestion[]
  chosen: number
  choose: (index: number) => void
  /** Whether a key was for the suggestions. */
  onKey: (event: KeyboardEvent) => boolean
  attributes: Readonly<Record<string, string | boolean | undefined>>
}>

/** What begins before the caret: a name after an at sign, or a command at the start. */
type Begun = Readonly<{ kind: 'mention' | 'command'; from: number; words: string }>

export function useSuggestions(
  room: string,
  text: string,
  caret: number,
  put: (text: string, caret: number) => void,
): Suggested {
  const { t } = useI18n()
  const id = useId()
  const members = useSelect((state) => state.rooms.get(room)?.members)
  const people = useSelect((state) => state.people)
  const [moved, setMoved] = useState({ text: '', to: 0 })
  const [dismissed, setDismissed] = useState('')
  const begun = useMemo(() => begin(text.slice(0, caret)), [text, caret])
  const items = useMemo(() => {
    if (begun === undefined || dismissed === text) return []
    const all =
      begun.kind === 'command'
        ? COMMANDS.map((name) => ({
            key: name,
            words: `/${name}`,
            text: `/${name} `,
            hint: t(`command.${name}`),
          }))
        : mentionable(members, people)
    const wanted = begun.words.toLocaleLowerCase()
    const fits = (item: Suggestion): boolean =>
      item.words.toLocaleLowerCase().replace(/^[@/]/, '').startsWith(wanted)
    return all.filter(fits).slice(0, MOST)
  }, [begun, dismissed, text, members, people, t])

  const chosen = moved.text === text ? Math.min(moved.to, items.length - 1) : 0
  const choose = (index: number): void => {
    const item = items[index]
    if (item === undefined || begun === undefined) return
    const head = text.slice(0, begun.from) + item.text
    put(head + text.slice(caret), head.length)
  }
  const onKey = (event: KeyboardEvent): boolean => {
    if (items.length === 0) return false
    const exact = items[chosen]?.text.trim() === text.trim()
    if (event.key === 'ArrowDown') setMoved({ text, to: (chosen + 1) % items.length })
    else if (event.key === 'ArrowUp') {
      setMoved({ text, to: (chosen + items.length - 1) % items.length })
    } else if (event.key === 'Tab' && !event.shiftKey) choose(chosen)
    else if (event.key === 'Enter' && !event.shiftKey && !exact) choose(chosen)
    else if (event.key === 'Escape') setDismissed(text)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  const open = items.length > 0
  return {
    id,
    label: t(begun?.kind === 'command' ? 'suggest.commands' : 'suggest.people'),
    items,
    chosen,
    choose,
    onKey,
    attributes: {
      'aria-autocomplete': 'list',
      'aria-controls': open ? id : undefined,
      'aria-activedescendant': open ? `${id}-${chosen}` : undefined,
    },
  }
}

function begin(before: string): Begun | undefined {
  const command = /^\/([a-z]*)$/.exec(before)
  if (command !== null) return { kind: 'command', from: 0, words: command[1] ?? '' }
  const mention = /(?:^|[\s(])@([\p{L}\p{N}._-]{0,40})$/u.exec(before)
  if (mention === null) return undefined
  const words = mention[1] ?? ''
  return { kind: 'mention', from: before.length - words.length - 1, words }
}

/** Those who belong to the room first, then who else is known; `@room` stands for all. */
function mentionable(members: Members | undefined, people: State['people']): readonly Suggestion[] {
  const found = new Map<string, Suggestion>()
  const add = (id: string, name: string): void => {
    if (name !== '' && !found.has(id)) {
      found.set(id, { key: id, words: name, text: `@${name} `, face: id })
    }
  }
  for (const member of members?.byId.values() ?? []) add(member.user, member.name)
  for (const person of people.values()) add(person.id, person.name)
  return [...found.values(), { key: '@room', words: '@room', text: '@room ' }]
}
