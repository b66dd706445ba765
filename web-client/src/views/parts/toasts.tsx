import { X } from 'lucide'
import { useEffect } from 'preact/hooks'
import type { Toast } from '../../state/toast'
import { useActions, useI18n, useSelect } from '../app'
import { useRoomName } from './names'
import { IconButton } from './icon-button'

/** How long something stays that one need not do anything about. */
const SHOWN_MILLIS = 7_000

/** What one is told in passing, the newest last. */
export function Toasts() {
  const toasts = useSelect((state) => state.toasts)
  return (
    <div class="toasts" role="status">
      {toasts.map((toast) => (
        <OneToast key={toast.key} toast={toast} />
      ))}
    </div>
  )
}

function OneToast({ toast }: { toast: Toast }) {
  const { t } = useI18n()
  const { dismissToast } = useActions()
  const words = useWords(toast)
  useEffect(() => {
    const timer = setTimeout(() => {
      dismissToast(toast.key)
    }, SHOWN_MILLIS)
    return () => {
      clearTimeout(timer)
    }
  }, [toast.key, dismissToast])
  return (
    <div class="toast" data-kind={toast.kind}>
      <p>{words}</p>
      <IconButton
        icon={X}
        label={t('toast.dismiss')}
        onClick={() => {
          dismissToast(toast.key)
        }}
      />
    </div>
  )
}

function useWords(toast: Toast): string {
  const { t } = useI18n()
  const room = useRoomName('room' in toast ? toast.room : '')
  switch (toast.kind) {
    case 'refused':
      return toast.message
    case 'removed':
      return t(`removed.${toast.why}`, { room })
    case 'invited':
      return toast.direct
        ? t('invited.direct', { name: toast.by })
        : t('invited.room', { name: toast.by, room: toast.room })
    case 'expiring':
      return t('toast.expiring')
    case 'not-kept':
      return t('toast.not-kept')
    case 'done':
      return t(`done.${toast.what}`)
  }
}
