import { useMemo, useState } from 'preact/hooks'
import { useActions, useI18n, useSelect } from '../app'
import { useAsking } from '../parts/asking'
import { Avatar } from '../parts/avatar'
import { Fault } from '../parts/fault'
import { useMe } from '../parts/names'

/** How many are listed at once. */
const MOST = 50

/** Whom one could write to: everybody whom one has met in a room. */
export function FindPeople({ onDone }: { onDone: () => void }) {
  const { t } = useI18n()
  const { openDirect } = useActions()
  const me = useMe()
  const people = useSelect((state) => state.people)
  const [words, setWords] = useState('')
  const { busy, fault, ask } = useAsking()
  const found = useMemo(() => {
    const wanted = words.trim().toLocaleLowerCase()
    return [...people.values()]
      .filter(({ id, name }) => id !== me.id && name.toLocaleLowerCase().includes(wanted))
      .sort((one, other) => one.name.localeCompare(other.name))
      .slice(0, MOST)
  }, [people, words, me.id])
  return (
    <div class="find">
      <label class="label">
        {t('people.search')}
        <input
          class="field"
          type="search"
          autofocus
          value={words}
          onInput={(event) => {
            setWords(event.currentTarget.value)
          }}
        />
      </label>
      <Fault words={fault} />
      <ul class="found">
        {found.map((person) => (
          <li key={person.id} class="found-item">
            <Avatar
              small
              name={person.name}
              of={person.id}
              {...(person.online === undefined ? {} : { online: person.online })}
            />
            <span class="found-words">
              <bdi class="found-name">{person.name}</bdi>
            </span>
            <button
              type="button"
              class="button quiet small"
              disabled={busy}
              aria-label={t('message.direct', { name: person.name })}
              onClick={() => {
                ask(() => openDirect(person.id), onDone)
              }}
            >
              {t('people.write')}
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p class="hint">{t('people.none')}</p> : null}
    </div>
  )
}
