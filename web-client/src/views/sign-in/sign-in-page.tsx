import { useState } from 'preact/hooks'
import { useI18n, useSelect } from '../app'
import { Brand } from '../parts/brand'
import { Fault } from '../parts/fault'
import { Tabs } from '../parts/tabs'
import { AccountForm } from './account-form'
import { GuestForm } from './guest-form'
import { TokenForm } from './token-form'

type Way = 'guest' | 'account' | 'token'

/** The ways in that the server allows. */
export function SignInPage() {
  const { t } = useI18n()
  const server = useSelect((state) => state.server)
  const why = useSelect((state) =>
    state.session.status === 'nobody' ? state.session.why : undefined,
  )
  const ways = [
    ...(server.guests ? [{ id: 'guest', label: t('sign-in.guest') } as const] : []),
    ...(server.accounts ? [{ id: 'account', label: t('sign-in.account') } as const] : []),
    ...(server.tokens ? [{ id: 'token', label: t('sign-in.token') } as const] : []),
  ]
  const [chosen, setChosen] = useState<Way>()
  const way = ways.find(({ id }) => id === chosen)?.id ?? ways[0]?.id ?? 'account'
  return (
    <main class="sign-in">
      <div class="sign-in-card">
        <h1>
          <Brand />
        </h1>
        <p class="lead">{t('app.lead')}</p>
        <Fault words={why?.message} />
        <Tabs tabs={ways} chosen={way} onChoose={setChosen} label={t('sign-in.ways')}>
          {way === 'guest' ? <GuestForm /> : null}
          {way === 'account' ? <AccountForm /> : null}
          {way === 'token' ? <TokenForm /> : null}
        </Tabs>
      </div>
    </main>
  )
}
