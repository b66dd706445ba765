import { useI18n } from '../app'
import { Dialog } from './dialog'

type Props = { title: string; words: string; yes: string; onYes: () => void; onClose: () => void }

/** Asks before something that cannot be undone. */
export function Confirm({ title, words, yes, onYes, onClose }: Props) {
  const { t } = useI18n()
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{words}</p>
      <div class="dialog-buttons">
        <button type="button" class="button quiet" onClick={onClose}>
          {t('dialog.cancel')}
        </button>
        <button
          type="button"
          class="button bad"
          onClick={() => {
            onClose()
            onYes()
          }}
        >
          {yes}
        </button>
      </div>
    </Dialog>
  )
}
