import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { VirtualizerHandle } from 'virtua'

/** For so many frames nothing may have moved. */
const STILL_FRAMES = 2

/** It is not waited for any longer than that. */
const MOST_FRAMES = 30

/**
 * Whether a list stands where it opens: its rows are taken for as high as others until they are
 * measured, and nobody is to see how they find their places.
 */
export function useSettled(isFilled: boolean, list: RefObject<VirtualizerHandle | null>): boolean {
  const [isSettled, setSettled] = useState(false)
  useEffect(() => {
    if (!isFilled || isSettled) return
    let [last, still, count] = ['', 0, 0]
    const look = (): void => {
      const { scrollOffset, scrollSize } = list.current ?? { scrollOffset: 0, scrollSize: 0 }
      const now = `${scrollOffset} of ${scrollSize}`
      still = now === last ? still + 1 : 0
      last = now
      count += 1
      if (still >= STILL_FRAMES || count >= MOST_FRAMES) setSettled(true)
      else frame = requestAnimationFrame(look)
    }
    let frame = requestAnimationFrame(look)
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [isFilled, isSettled, list])
  return isSettled
}
