import { X } from 'lucide'
import { useEffect, useRef, useState } from 'preact/hooks'
import '../../style/panels.css'
import { useActions, useI18n, useSelect } from '../app'
import { IconButton } from '../parts/icon-button'
import { useRoomName } from '../parts/names'
import { useWindows } from '../windows'
import { Found } from './found'

/** How long one may pause in typing before it is searched. */
const PAUSE_MILLIS = 350

/** Looks for messages by their words; what is found is shown among those around it. */
export default function SearchPanel() {
  const { t } = useI18n()
  const { toggle } = useWindows()
  const { search, searchMore, clearSearch } = useActions()
  const room = useSelect((state) => state.open)
  const { status, found, more, failure, words: asked } = useSelect((state) => state.search)
  const [words, setWords] = useState(asked)
  const [everywhere, setEverywhere] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const name = useRoomName(room ?? '')
  const scope = everywhere ? undefined : room
  useEffect(() => {
    input.current?.focus()
  }, [])
  useEffect(() => {
    const timer = setTimeout(() => {
      if (words.trim() === '') clearSearch()
      else search(words, scope)
    }, PAUSE_MILLIS)
    return () => {
      clearTimeout(timer)
    }
  }, [words, scope, search, clearSearch])
  return (
    <aside class="panel" aria-label={t('search.title')}>
      <header class="panel-head">
        <h2>{t('search.title')}</h2>
        <IconButton
          icon={X}
          label={t('dialog.close')}
          onClick={() => {
            clearSearch()
            toggle(undefined)
          }}
        />
      </header>
      <form
        class="search-form"
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          search(words, scope)
        }}
      >
        <input
          ref={input}
          class="field"
          type="search"
          aria-label={t('search.words')}
          placeholder={t('search.words')}
          value={words}
          onInput={(event) => {
            setWords(event.currentTarget.value)
          }}
        />
        <select
          class="field"
          aria-label={t('search.where')}
          value={everywhere ? 'all' : 'room'}
          onChange={(event) => {
            setEverywhere(event.currentTarget.value === 'all')
          }}
        >
          <option value="room">{t('search.here', { room: name })}</option>
          <option value="all">{t('search.everywhere')}</option>
        </select>
      </form>
      <p class="hint panel-note" role="status">
        {status === 'searching' ? t('search.searching') : null}
        {status === 'done' && found.length === 0 ? t('search.none') : null}
        {status === 'done' && found.length > 0 && more
          ? t('search.at-least', { count: found.length })
          : null}
        {status === 'done' && found.length > 0 && !more
          ? t('search.count', { count: found.length })
          : null}
        {status === 'failed' ? (failure?.message ?? '') : null}
      </p>
      <ol class="panel-scroll" tabIndex={0} aria-label={t('search.found')}>
        {found.map((message) => (
          <Found key={message.id} message={message} words={asked} />
        ))}
        {more ? (
          <li>
            <button type="button" class="button quiet small" onClick={searchMore}>
              {t('browse.more')}
            </button>
          </li>
        ) : null}
      </ol>
    </aside>
  )
}
