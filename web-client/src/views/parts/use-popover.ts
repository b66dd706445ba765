import type { RefObject } from 'preact'
import { useRef, useState } from 'preact/hooks'

type Popover<Root extends HTMLElement> = Readonly<{
  open: boolean
  /** What holds the button and what floats beside it. */
  root: RefObject<Root | null>
  toggle: () => void
  close: () => void
  /** Closes it, and leaves the keyboard at the button. */
  goBack: () => void
  onKeyDown: (event: KeyboardEvent) => void
}>

/** Something that floats beside a button: pressed again, or by Escape, it goes. */
export function usePopover<Root extends HTMLElement>(): Popover<Root> {
  const [open, setOpen] = useState(false)
  const root = useRef<Root>(null)
  const close = (): void => {
    setOpen(false)
  }
  const goBack = (): void => {
    close()
    root.current?.querySelector('button')?.focus()
  }
  return {
    open,
    root,
    toggle: () => {
      setOpen(!open)
    },
    close,
    goBack,
    onKeyDown: (event) => {
      if (!open || event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      goBack()
    },
  }
}
