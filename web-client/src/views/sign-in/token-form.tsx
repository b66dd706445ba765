import { useState } from 'preact/hooks'
import { useActions, useI18n } from '../app'
import { useAsking } from '../parts/asking'
import { Fault } from '../parts/fault'

export function TokenForm() {
  const { t } = useI18n()
  const { enterWithToken } = useActions()
  const [token, setToken] = useState('')
  const { busy, fault, ask } = useAsking()
  return (
    <form
      class="find"
      onSubmit={(event) => {
        event.preventDefault()
        ask(() => enterWithToken(token.trim()))
      }}
    >
      <label class="label">
        {t('sign-in.token.label')}
        <textarea
          class="field token-field"
          required
          autofocus
          rows={4}
          spellcheck={false}
          autocomplete="off"
          value={token}
          onInput={(event) => {
            setToken(event.currentTarget.value)
          }}
        />
      </label>
      <Fault words={fault} />
      <button type="submit" class="button" disabled={busy || token.trim() === ''}>
        {t('sign-in.do')}
      </button>
      <p class="hint">{t('sign-in.token.hint')}</p>
    </form>
  )
}
