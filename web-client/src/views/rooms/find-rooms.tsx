import { Hash, Lock } from 'lucide'
import { useEffect, useState } from 'preact/hooks'
import { useActions, useI18n, useSelect } from '../app'
import { useAsking } from '../parts/asking'
import { Fault } from '../parts/fault'
import { Icon } from '../parts/icon'

/** How long one may pause in typing before it is searched. */
const PAUSE_MILLIS = 250

export function FindRooms({ onDone }: { onDone: () => void }) {
  const { t } = useI18n()
  const { browse, browseMore, joinRoom } = useActions()
  const { status, rooms, cursor, failure } = useSelect((state) => state.browse)
  const mine = useSelect((state) => state.rooms)
  const [words, setWords] = useState('')
  const { busy, fault, ask } = useAsking()
  useEffect(() => {
    const timer = setTimeout(() => {
      browse(words)
    }, PAUSE_MILLIS)
    return () => {
      clearTimeout(timer)
    }
  }, [browse, words])
  const name = words.trim().replace(/^#/, '')
  const join = (room: string): void => {
    ask(() => joinRoom(room), onDone)
  }
  return (
    <form
      class="find"
      onSubmit={(event) => {
        event.preventDefault()
        if (name !== '') join(name)
      }}
    >
      <label class="label">
        {t('browse.search')}
        <input
          class="field"
          type="search"
          autofocus
          value={words}
          maxLength={120}
          onInput={(event) => {
            setWords(event.currentTarget.value)
          }}
        />
      </label>
      <Fault words={fault ?? failure?.message} />
      <ul class="found" aria-busy={status === 'loading'}>
        {rooms.map((room) => (
          <li key={room.room} class="found-item">
            <Icon of={room.kind === 'private' ? Lock : Hash} />
            <span class="found-words">
              <bdi class="found-name">{room.room}</bdi>
              <span class="hint">{room.topic}</span>
            </span>
            <button
              type="button"
              class="button quiet small"
              disabled={busy}
              aria-label={t(mine.has(room.room) ? 'browse.open.room' : 'browse.join.room', {
                room: room.room,
              })}
              onClick={() => {
                join(room.room)
              }}
            >
              {t(mine.has(room.room) ? 'browse.open' : 'browse.join')}
            </button>
          </li>
        ))}
      </ul>
      {status === 'done' && rooms.length === 0 ? <p class="hint">{t('browse.none')}</p> : null}
      {cursor === undefined ? null : (
        <button type="button" class="button quiet small" onClick={browseMore}>
          {t('browse.more')}
        </button>
      )}
      {name === '' || rooms.some((room) => room.room === name) ? null : (
        <button type="submit" class="button" disabled={busy}>
          {t('browse.enter', { room: name })}
        </button>
      )}
    </form>
  )
}
