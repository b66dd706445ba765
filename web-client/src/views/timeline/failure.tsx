import type { MessageRow } from '../../state/row'
import { useActions, useI18n } from '../app'

/** Why a message could not be sent, and what can be done about it. */
export function Failure({ row }: { row: MessageRow }) {
  const { t } = useI18n()
  const { retry, discard } = useActions()
  const { mark, clientId, failure } = row
  if (mark !== 'failed' || clientId === undefined) return null
  return (
    <div class="failure" role="alert">
      <span>{failure?.message ?? t('mark.failed')}</span>
      <button
        type="button"
        class="link"
        onClick={() => {
          retry(clientId)
        }}
      >
        {t('message.retry')}
      </button>
      <button
        type="button"
        class="link"
        onClick={() => {
          discard(clientId)
        }}
      >
        {t('message.discard')}
      </button>
    </div>
  )
}
