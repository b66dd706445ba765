import type { IconNode } from 'lucide'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Floating } from './floating'
import { Icon } from './icon'
import { IconButton } from './icon-button'

export type MenuItem = Readonly<{
  label: string
  icon?: IconNode
  bad?: boolean
  act: () => void
}>

type Props = { icon: IconNode; label: string; items: readonly MenuItem[] }

/** A button that opens a list of things to do; arrows move in it, Escape closes it. */
export function Menu({ icon, label, items }: Props) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const close = (focus: boolean): void => {
    setOpen(false)
    if (focus) root.current?.querySelector('button')?.focus()
  }
  useEffect(() => {
    if (open) entries(root.current)[0]?.focus()
  }, [open])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open) return
    const all = entries(root.current)
    const now = all.findIndex((entry) => entry === document.activeElement)
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[event.key]
    if (event.key === 'Escape') close(true)
    else if (event.key === 'Tab') close(false)
    else if (to !== undefined) all.at(to % all.length)?.focus()
    if (to === undefined && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div class="menu" ref={root} onKeyDown={onKeyDown}>
      <IconButton
        icon={icon}
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => {
          setOpen(!open)
        }}
      />
      {open ? (
        <Floating
          anchor={root}
          class="menu-sheet"
          role="menu"
          aria-label={label}
          onClose={() => {
            setOpen(false)
          }}
        >
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              class={item.bad === true ? 'menu-item bad' : 'menu-item'}
              onClick={() => {
                close(true)
                item.act()
              }}
            >
              {item.icon === undefined ? null : <Icon of={item.icon} />}
              {item.label}
            </button>
          ))}
        </Floating>
      ) : null}
    </div>
  )
}

function entries(root: HTMLElement | null): HTMLElement[] {
  return [...(root?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
}
