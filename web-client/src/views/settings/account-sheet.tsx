import { useState } from 'preact/hooks'
import { useActions, useI18n, useSelect } from '../app'
import { useAsking } from '../parts/asking'
import { Avatar } from '../parts/avatar'
import { Fault } from '../parts/fault'
import { useMe } from '../parts/names'

export function AccountSheet({ onClose }: { onClose: () => void }) {
  const { t } = useI18n()
  const { signOut, signOutEverywhere } = useActions()
  const me = useMe()
  const standing = useSelect((state) =>
    state.session.status === 'somebody' ? state.session.standing : 'guest',
  )
  const { busy, fault, ask } = useAsking()
  const account = standing === 'user' || standing === 'admin'
  return (
    <>
      <div class="me-card">
        <Avatar name={me.name} of={me.id || me.name} />
        <div>
          <bdi class="sender">{me.name}</bdi>
          <p class="hint">{t(`standing.${standing}`)}</p>
        </div>
      </div>
      {account ? <ChangePassword onClose={onClose} /> : null}
      <div class="dialog-buttons">
        <button
          type="button"
          class="button quiet"
          onClick={() => {
            onClose()
            signOut()
          }}
        >
          {t('account.sign-out')}
        </button>
        {account ? (
          <button
            type="button"
            class="button bad"
            disabled={busy}
            onClick={() => {
              ask(signOutEverywhere, onClose)
            }}
          >
            {t('account.everywhere')}
          </button>
        ) : null}
      </div>
      <Fault words={fault} />
    </>
  )
}

function ChangePassword({ onClose }: { onClose: () => void }) {
  const { t } = useI18n()
  const { changePassword } = useActions()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const { busy, fault, ask } = useAsking()
  return (
    <form
      class="find"
      onSubmit={(event) => {
        event.preventDefault()
        ask(() => changePassword(current, next), onClose)
      }}
    >
      <label class="label">
        {t('account.current')}
        <input
          class="field"
          type="password"
          required
          autocomplete="current-password"
          value={current}
          onInput={(event) => {
            setCurrent(event.currentTarget.value)
          }}
        />
      </label>
      <label class="label">
        {t('account.next')}
        <input
          class="field"
          type="password"
          required
          autocomplete="new-password"
          value={next}
          onInput={(event) => {
            setNext(event.currentTarget.value)
          }}
        />
      </label>
      <Fault words={fault} />
      <button type="submit" class="button" disabled={busy}>
        {t('account.change')}
      </button>
    </form>
  )
}
