import { useState } from 'preact/hooks'
import { useActions, useI18n } from '../app'
import { useAsking } from '../parts/asking'
import { Check } from '../parts/check'
import { Fault } from '../parts/fault'

/** The longest name and topic that the server takes, in characters. */
const NAME_LIMIT = 100
const TOPIC_LIMIT = 500

export function CreateRoom({ onDone }: { onDone: () => void }) {
  const { t } = useI18n()
  const { createRoom } = useActions()
  const [name, setName] = useState('')
  const [topic, setTopic] = useState('')
  const [isPrivate, setPrivate] = useState(false)
  const [readOnly, setReadOnly] = useState(false)
  const { busy, fault, ask } = useAsking()
  return (
    <form
      class="find"
      onSubmit={(event) => {
        event.preventDefault()
        const kind = isPrivate ? 'private' : 'public'
        const about = topic.trim() === '' ? {} : { topic: topic.trim() }
        ask(() => createRoom({ room: name.trim(), kind, readOnly, ...about }), onDone)
      }}
    >
      <label class="label">
        {t('create.name')}
        <input
          class="field"
          required
          autofocus
          maxLength={NAME_LIMIT}
          value={name}
          onInput={(event) => {
            setName(event.currentTarget.value)
          }}
        />
      </label>
      <label class="label">
        {t('create.topic')}
        <input
          class="field"
          maxLength={TOPIC_LIMIT}
          value={topic}
          onInput={(event) => {
            setTopic(event.currentTarget.value)
          }}
        />
      </label>
      <Check
        label={t('create.private')}
        hint={t('create.private.hint')}
        on={isPrivate}
        onChange={setPrivate}
      />
      <Check
        label={t('create.read-only')}
        hint={t('create.read-only.hint')}
        on={readOnly}
        onChange={setReadOnly}
      />
      <Fault words={fault} />
      <button type="submit" class="button" disabled={busy || name.trim() === ''}>
        {t('create.make')}
      </button>
    </form>
  )
}
