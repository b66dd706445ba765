import { RefreshCw, WifiOff } from 'lucide'
import { useEffect, useState } from 'preact/hooks'
import type { State } from '../state/state'
import { useActions, useI18n, useSelect } from './app'
import { Icon } from './parts/icon'
import { useNow } from './parts/live-time'

const SECOND_MILLIS = 1_000

/** How long a connection may take before it is told that one is made. */
const CALM_MILLIS = 1_500

/** Says what the connection is doing whenever it is not simply there. */
export function Banner() {
  const status = useSelect((state) => state.connection.status)
  return <div role="status">{useTold(status) ? <Row /> : null}</div>
}

/** Most connections are made in a moment, in which nothing is to move for a few words. */
function useTold(status: State['connection']['status']): boolean {
  const [told, setTold] = useState(false)
  const brief = status === 'idle' || status === 'connecting'
  useEffect(() => {
    if (!brief) {
      setTold(status !== 'online')
      return
    }
    const timer = setTimeout(() => {
      setTold(true)
    }, CALM_MILLIS)
    return () => {
      clearTimeout(timer)
    }
  }, [status, brief])
  return told && status !== 'online'
}

function Row() {
  const { t } = useI18n()
  const { connectNow } = useActions()
  const connection = useSelect((state) => state.connection)
  const waiting = useSelect((state) => state.outbox.length > 0)
  const offline = connection.status === 'offline'
  const now = useNow(SECOND_MILLIS)
  let words: string
  if (connection.status === 'refused') {
    words = t('connection.refused', { reason: connection.reason })
  } else if (offline) {
    const seconds = Math.ceil((connection.retryAt - now) / SECOND_MILLIS)
    words = seconds > 0 ? t('connection.offline', { seconds }) : t('connection.offline.now')
  } else words = t('connection.connecting')
  return (
    <div class="banner" data-status={connection.status}>
      <Icon of={offline ? WifiOff : RefreshCw} />
      <p>
        <span>{words}</span> {waiting ? <span>{t('connection.kept')}</span> : null}
      </p>
      {connection.status === 'connecting' || connection.status === 'idle' ? null : (
        <button type="button" class="button quiet small" onClick={connectNow}>
          {t('connection.try')}
        </button>
      )}
    </div>
  )
}
