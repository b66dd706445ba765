import { Paperclip, SendHorizontal, Smile } from 'lucide'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { SendOutcome } from '../../actions/actions'
import { maySpeak } from '../../state/selectors'
import { EMPTY_DRAFT } from '../../state/room'
import { useActions, useI18n, useSelect, useSelectAtOnce } from '../app'
import { EmojiButton } from '../emoji/emoji-button'
import { Icon } from '../parts/icon'
import { IconButton } from '../parts/icon-button'
import { useRoomName } from '../parts/names'
import { ByteLimit } from './byte-limit'
import { Context } from './context'
import { Suggestions } from './suggestions'
import { TypingLine } from './typing-line'
import { Uploads } from './uploads'
import { useSuggestions } from './use-suggestions'

/** Where one writes. The draft is kept in the state, room by room. */
export function Composer({ room }: { room: string }) {
  const { t } = useI18n()
  const speaks = useSelect((state) => maySpeak(state, room))
  return (
    <footer class="composer">
      {speaks ? (
        <Writing key={room} room={room} />
      ) : (
        <p class="notice">{t('composer.read-only')}</p>
      )}
      <TypingLine room={room} />
    </footer>
  )
}

function Writing({ room }: { room: string }) {
  const { t } = useI18n()
  const { write, send, attach, editLast, cancelAnswerOrEdit } = useActions()
  const draft = useSelectAtOnce((state) => state.rooms.get(room)?.draft ?? EMPTY_DRAFT)
  const name = useRoomName(room)
  const input = useRef<HTMLTextAreaElement>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const [outcome, setOutcome] = useState<SendOutcome>('sent')
  const [caret, setCaret] = useState(0)
  const put = (text: string, at: number): void => {
    write(room, text)
    setCaret(at)
    requestAnimationFrame(() => {
      input.current?.focus()
      input.current?.setSelectionRange(at, at)
    })
  }
  const suggestions = useSuggestions(room, draft.text, caret, put)

  useLayoutEffect(() => {
    fit(input.current)
  }, [draft.text])
  useEffect(() => {
    input.current?.focus()
    setCaret(draft.text.length)
  }, [draft.replyTo, draft.editing])

  const submit = (): void => {
    setOutcome(send(room))
    input.current?.focus()
  }
  const insert = (emoji: string): void => {
    const at = input.current?.selectionStart ?? draft.text.length
    put(draft.text.slice(0, at) + emoji + draft.text.slice(at), at + emoji.length)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || suggestions.onKey(event)) return
    if (event.key === 'Enter' && !event.shiftKey) submit()
    else if (event.key === 'Escape' && hasContext) cancelAnswerOrEdit(room)
    else if (event.key !== 'ArrowUp' || draft.text !== '' || !editLast(room)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const hasContext = draft.replyTo !== undefined || draft.editing !== undefined
  const take = (list: FileList | null | undefined): boolean => {
    const files = [...(list ?? [])]
    if (files.length > 0) attach(room, files)
    return files.length > 0
  }
  return (
    <form
      class="writing"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Suggestions {...suggestions} />
      {hasContext ? <Context room={room} draft={draft} /> : null}
      <Uploads room={room} />
      <div class="writing-row">
        <IconButton
          icon={Paperclip}
          label={t('composer.attach')}
          onClick={() => chooser.current?.click()}
        />
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label={t('composer.attach')}
          onChange={(event) => {
            take(event.currentTarget.files)
            event.currentTarget.value = ''
          }}
        />
        <textarea
          ref={input}
          class="writing-field"
          rows={1}
          dir="auto"
          value={draft.text}
          placeholder={t('composer.placeholder', { room: name })}
          aria-label={t('composer.message')}
          enterkeyhint="send"
          {...suggestions.attributes}
          onInput={(event) => {
            setOutcome('sent')
            setCaret(event.currentTarget.selectionStart)
            write(room, event.currentTarget.value)
          }}
          onSelect={(event) => {
            setCaret(event.currentTarget.selectionStart)
          }}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            if (take(event.clipboardData?.files)) event.preventDefault()
          }}
        />
        <EmojiButton icon={Smile} label={t('composer.emoji')} onPick={insert} />
        <button type="submit" class="button send" aria-label={t('composer.send')}>
          <Icon of={SendHorizontal} />
        </button>
      </div>
      <ByteLimit text={draft.text} />
      {outcome === 'uploading' || outcome === 'no-command' ? (
        <p class="fault" role="alert">
          {t(`composer.${outcome}`)}
        </p>
      ) : null}
    </form>
  )
}

/** Lets the field grow with its text, up to what the style sheet allows. */
function fit(input: HTMLTextAreaElement | null): void {
  if (input === null) return
  input.style.height = 'auto'
  input.style.height = `${input.scrollHeight}px`
}
