import type { HTMLAttributes, RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

type Props = HTMLAttributes<HTMLDivElement> & {
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
}

/** How near to the edges of the window it may come, and to its anchor. */
const SPACE_PIXELS = 8

/**
 * Something that floats above the page beside what opened it, wherever there is room. It goes when
 * one presses elsewhere or the page moves under it.
 */
export function Floating({ anchor, onClose, children, ...rest }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  useLayoutEffect(() => {
    const sheet = root.current
    if (sheet === null || anchor.current === null) return
    sheet.showPopover()
    const fit = (): void => {
      place(sheet, anchor.current)
    }
    fit()
    const watch = new ResizeObserver(fit)
    watch.observe(sheet)
    return () => {
      watch.disconnect()
    }
  }, [anchor])
  useEffect(() => {
    const press = (event: Event): void => {
      const inside = [root.current, anchor.current].some(
        (element) => event.target instanceof Node && element?.contains(event.target) === true,
      )
      if (!inside) close.current()
    }
    const resize = (): void => {
      close.current()
    }
    document.addEventListener('pointerdown', press)
    window.addEventListener('resize', resize)
    return () => {
      document.removeEventListener('pointerdown', press)
      window.removeEventListener('resize', resize)
    }
  }, [anchor])
  return (
    <div ref={root} popover="manual" {...rest}>
      {children}
    </div>
  )
}

function place(sheet: HTMLElement, anchor: HTMLElement | null): void {
  if (anchor === null) return
  const at = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = sheet
  const below = at.bottom + SPACE_PIXELS
  const fits = below + height + SPACE_PIXELS <= window.innerHeight
  const top = fits ? below : at.top - height - SPACE_PIXELS
  const left = getComputedStyle(sheet).direction === 'rtl' ? at.left : at.right - width
  sheet.style.top = `${clamp(top, window.innerHeight - height)}px`
  sheet.style.left = `${clamp(left, window.innerWidth - width)}px`
}

function clamp(value: number, most: number): number {
  return Math.max(SPACE_PIXELS, Math.min(value, most - SPACE_PIXELS))
}
