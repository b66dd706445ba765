import { useState } from 'preact/hooks'
import { useActions, useI18n } from '../app'
import { useAsking } from '../parts/asking'
import { Fault } from '../parts/fault'

/** The longest name, in characters. */
const NAME_LIMIT = 40

export function GuestForm() {
  const { t } = useI18n()
  const { enterAsGuest } = useActions()
  const [name, setName] = useState('')
  const { busy, fault, ask } = useAsking()
  return (
    <form
      class="find"
      onSubmit={(event) => {
        event.preventDefault()
        ask(() => enterAsGuest(name.trim()))
      }}
    >
      <label class="label">
        {t('sign-in.name')}
        <input
          class="field"
          name="nickname"
          required
          autofocus
          maxLength={NAME_LIMIT}
          autocomplete="nickname"
          value={name}
          onInput={(event) => {
            setName(event.currentTarget.value)
          }}
        />
      </label>
      <Fault words={fault} />
      <button type="submit" class="button" disabled={busy || name.trim() === ''}>
        {t('sign-in.enter')}
      </button>
      <p class="hint">{t('sign-in.guest.hint')}</p>
    </form>
  )
}
