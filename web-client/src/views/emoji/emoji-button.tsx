import type { IconNode } from 'lucide'
import { useRef, useState } from 'preact/hooks'
import { useI18n } from '../app'
import { Floating } from '../parts/floating'
import { IconButton } from '../parts/icon-button'
import { onDemand } from '../parts/on-demand'

const Picker = onDemand(() => import('./picker'), Waiting)

type Props = { icon: IconNode; label: string; onPick: (emoji: string) => void }

/** Opens the emoji, which are fetched when they are wanted first. */
export function EmojiButton({ icon, label, onPick }: Props) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const close = (): void => {
    setOpen(false)
    root.current?.querySelector('button')?.focus()
  }
  return (
    <div
      class="emoji-button"
      ref={root}
      onKeyDown={(event) => {
        if (!open || event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        close()
      }}
    >
      <IconButton
        icon={icon}
        label={label}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => {
          setOpen(!open)
        }}
      />
      {open ? (
        <Floating
          anchor={root}
          class="picker-sheet"
          role="dialog"
          aria-label={label}
          onClose={() => {
            setOpen(false)
          }}
        >
          <Picker
            onPick={(emoji) => {
              close()
              onPick(emoji)
            }}
          />
        </Floating>
      ) : null}
    </div>
  )
}

function Waiting() {
  const { t } = useI18n()
  return <p class="hint">{t('timeline.loading')}</p>
}
