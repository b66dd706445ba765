import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import '../../style/emoji.css'
import { useI18n } from '../app'
import { type Emoji, emojiOf, recentEmoji, rememberEmoji } from './emoji'

/** How many are shown of what a search finds. */
const MOST_FOUND = 80

/** How many stand in a row: the arrows up and down go so far. */
const COLUMNS = 8

export default function Picker({ onPick }: { onPick: (emoji: string) => void }) {
  const { t, language } = useI18n()
  const [all, setAll] = useState<readonly Emoji[]>([])
  const [words, setWords] = useState('')
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    void emojiOf(language).then(setAll)
  }, [language])
  useEffect(() => {
    root.current?.querySelector('input')?.focus()
  }, [])
  const groups = useMemo(() => grouped(all, words), [all, words])
  const recent = useMemo(() => (words === '' ? recentEmoji() : []), [words])
  const pick = (emoji: string): void => {
    rememberEmoji(emoji)
    onPick(emoji)
  }
  return (
    <div class="picker" ref={root} onKeyDown={move}>
      <input
        class="field"
        type="search"
        aria-label={t('emoji.search')}
        placeholder={t('emoji.search')}
        value={words}
        onInput={(event) => {
          setWords(event.currentTarget.value)
        }}
      />
      <div class="picker-scroll">
        {recent.length === 0 ? null : (
          <Group name={t('emoji.recent')} onPick={pick} emoji={recent.map(known(all))} />
        )}
        {groups.map(([group, emoji]) => (
          <Group key={group} name={t(`emoji.group.${group}`)} onPick={pick} emoji={emoji} />
        ))}
        {all.length > 0 && groups.length === 0 ? (
          <p class="picker-loading">{t('emoji.none')}</p>
        ) : null}
      </div>
    </div>
  )
}

type GroupProps = { name: string; emoji: readonly Emoji[]; onPick: (emoji: string) => void }

function Group({ name, emoji, onPick }: GroupProps) {
  return (
    <section class="picker-group" aria-label={name}>
      <h3>{name}</h3>
      <div class="picker-grid">
        {emoji.map((one) => (
          <button
            key={one.sign}
            type="button"
            class="picker-emoji"
            aria-label={one.label}
            title={one.label}
            onClick={() => {
              onPick(one.sign)
            }}
          >
            {one.sign}
          </button>
        ))}
      </div>
    </section>
  )
}

type Found = 'found' | Emoji['group']

function grouped(all: readonly Emoji[], words: string): [Found, readonly Emoji[]][] {
  const wanted = words.trim().toLocaleLowerCase()
  if (wanted !== '') {
    const found = all.filter((one) => one.words.includes(wanted)).slice(0, MOST_FOUND)
    return found.length === 0 ? [] : [['found', found]]
  }
  const groups = new Map<Found, Emoji[]>()
  for (const one of all) {
    const group = groups.get(one.group) ?? []
    group.push(one)
    groups.set(one.group, group)
  }
  return [...groups]
}

function known(all: readonly Emoji[]): (sign: string) => Emoji {
  return (sign) =>
    all.find((one) => one.sign === sign) ?? { sign, label: sign, words: '', group: 0 }
}

/** The arrows go from one emoji to the next, from the field downwards into them. */
function move(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key]
  if (step === undefined || !(event.currentTarget instanceof HTMLElement)) return
  const inField = event.target instanceof HTMLInputElement
  if (inField && event.key !== 'ArrowDown') return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.picker-emoji')]
  const now = all.findIndex((one) => one === event.target)
  const next = inField ? all[0] : all[now + step]
  event.preventDefault()
  event.stopPropagation()
  if (next !== undefined) next.focus()
  else if (step < 0) event.currentTarget.querySelector('input')?.focus()
}
