import { useState } from 'preact/hooks'
import { useActions, useI18n, useSelect } from '../app'
import { useAsking } from '../parts/asking'
import { Fault } from '../parts/fault'

export function AccountForm() {
  const { t } = useI18n()
  const { signIn, register } = useActions()
  const registration = useSelect((state) => state.server.registration)
  const [fresh, setFresh] = useState(false)
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const { busy, fault, ask } = useAsking()
  return (
    <form
      class="find"
      onSubmit={(event) => {
        event.preventDefault()
        ask(() => (fresh ? register : signIn)(name.trim(), password))
      }}
    >
      <label class="label">
        {t('sign-in.account.name')}
        <input
          class="field"
          name="username"
          required
          autofocus
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          value={name}
          onInput={(event) => {
            setName(event.currentTarget.value)
          }}
        />
      </label>
      <label class="label">
        {t('sign-in.password')}
        <input
          class="field"
          type="password"
          name="password"
          required
          autocomplete={fresh ? 'new-password' : 'current-password'}
          value={password}
          onInput={(event) => {
            setPassword(event.currentTarget.value)
          }}
        />
      </label>
      <Fault words={fault} />
      <button type="submit" class="button" disabled={busy}>
        {t(fresh ? 'sign-in.register' : 'sign-in.do')}
      </button>
      {registration ? (
        <button
          type="button"
          class="link"
          onClick={() => {
            setFresh(!fresh)
          }}
        >
          {t(fresh ? 'sign-in.has-account' : 'sign-in.no-account')}
        </button>
      ) : null}
    </form>
  )
}
