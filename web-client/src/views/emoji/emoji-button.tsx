import type { IconNode } from 'lucide'
import { useI18n } from '../app'
import { Floating } from '../parts/floating'
import { IconButton } from '../parts/icon-button'
import { onDemand } from '../parts/on-demand'
import { usePopover } from '../parts/use-popover'

const Picker = onDemand(() => import('./picker'), Waiting)

type Props = { icon: IconNode; label: string; onPick: (emoji: string) => void }

/** Opens the emoji, which are fetched when they are wanted first. */
export function EmojiButton({ icon, label, onPick }: Props) {
  const { open, root, toggle, close, goBack, onKeyDown } = usePopover<HTMLDivElement>()
  return (
    <div class="emoji-button" ref={root} onKeyDown={onKeyDown}>
      <IconButton
        icon={icon}
        label={label}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={toggle}
      />
      {open ? (
        <Floating
          anchor={root}
          class="picker-sheet"
          role="dialog"
          aria-label={label}
          onClose={close}
        >
          <Picker
            onPick={(emoji) => {
              goBack()
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
