import type { IconNode } from 'lucide'
import type { ButtonHTMLAttributes } from 'preact'
import { Icon } from './icon'

type Props = Omit<ButtonHTMLAttributes, 'icon' | 'label'> & { icon: IconNode; label: string }

/** A button that shows a picture and is called by its label, which the pointer sees as a tip. */
export function IconButton({ icon, label, class: classes, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      class={`icon-button ${typeof classes === 'string' ? classes : ''}`}
      aria-label={label}
      title={label}
    >
      <Icon of={icon} />
    </button>
  )
}
