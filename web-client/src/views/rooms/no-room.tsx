import { useI18n } from '../app'
import { Brand } from '../parts/brand'
import { useWindows } from '../windows'

/** When no room is open. */
export function NoRoom() {
  const { t } = useI18n()
  const { show } = useWindows()
  return (
    <div class="no-room">
      <Brand />
      <h1 class="visually-hidden">{t('app.name')}</h1>
      <p class="hint">{t('no-room.words')}</p>
      <button
        type="button"
        class="button"
        onClick={() => {
          show('browse')
        }}
      >
        {t('rooms.browse')}
      </button>
    </div>
  )
}
