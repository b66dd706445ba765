import { X } from 'lucide'
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useI18n } from '../app'
import { IconButton } from './icon-button'

type Props = { title: string; wide?: boolean; onClose: () => void; children: ComponentChildren }

/** A window above the page that keeps the focus until it is closed. */
export function Dialog({ title, wide = false, onClose, children }: Props) {
  const { t } = useI18n()
  const root = useRef<HTMLDialogElement>(null)
  const heading = useId()
  const latest = useRef(onClose)
  latest.current = onClose
  useEffect(() => {
    const dialog = root.current
    const before = document.activeElement
    const closed = (): void => {
      latest.current()
    }
    dialog?.showModal()
    // A browser may close it without asking, when Escape is pressed twice in a row.
    dialog?.addEventListener('close', closed)
    return () => {
      dialog?.removeEventListener('close', closed)
      dialog?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={root}
      class={wide ? 'dialog wide' : 'dialog'}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === root.current) onClose()
      }}
    >
      <div class="dialog-sheet">
        <header class="dialog-head">
          <h2 id={heading}>{title}</h2>
          <IconButton icon={X} label={t('dialog.close')} onClick={onClose} />
        </header>
        <div class="dialog-body">{children}</div>
      </div>
    </dialog>
  )
}
