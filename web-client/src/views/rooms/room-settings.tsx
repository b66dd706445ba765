import { useState } from 'preact/hooks'
import { useActions, useI18n, useSelect } from '../app'
import { useAsking } from '../parts/asking'
import { Check } from '../parts/check'
import { Dialog } from '../parts/dialog'
import { Fault } from '../parts/fault'

const TOPIC_LIMIT = 500

/** What those who run a room can change about it. */
export default function RoomSettings({ room, onClose }: { room: string; onClose: () => void }) {
  const { t } = useI18n()
  const { updateRoom } = useActions()
  const facts = useSelect((state) => state.rooms.get(room))
  const [topic, setTopic] = useState(facts?.topic ?? '')
  const [readOnly, setReadOnly] = useState(facts?.readOnly ?? false)
  const [isPrivate, setPrivate] = useState(facts?.kind === 'private')
  const { busy, fault, ask } = useAsking()
  return (
    <Dialog title={t('room.settings')} onClose={onClose}>
      <form
        class="find"
        onSubmit={(event) => {
          event.preventDefault()
          const kind = isPrivate ? 'private' : 'public'
          ask(() => updateRoom(room, { topic: topic.trim(), readOnly, kind }), onClose)
        }}
      >
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
        <button type="submit" class="button" disabled={busy}>
          {t('dialog.save')}
        </button>
      </form>
    </Dialog>
  )
}
