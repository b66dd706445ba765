import { useI18n } from './app'
import { Brand } from './parts/brand'

/** While it is found out who is at the page. */
export function Splash() {
  const { t } = useI18n()
  return (
    <main class="splash" aria-busy="true">
      <Brand />
      <p class="hint">{t('connection.connecting')}</p>
    </main>
  )
}
