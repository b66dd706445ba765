import type { RefObject } from 'preact'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { VirtualizerHandle } from 'virtua'
import type { Row } from '../../state/row'
import { useActions, useSelect } from '../app'
import { isLeaving, placeOf, seen } from './places'

/** Within this distance of the end the list follows what is new. */
const END_PIXELS = 60

/** What the style sheet leaves free below the last row. */
const END_SPACE_PIXELS = 12

/** How often at most it is told what is looked at. */
const LOOK_MILLIS = 150

/** How long a message that one jumped to stays marked. */
const MARKED_MILLIS = 2_500

type Following = Readonly<{
  atEnd: boolean
  /** The message to point out, as one has just jumped to it. */
  marked: number | undefined
  onScroll: () => void
  onResize: () => void
}>

/** Where the list stands: it opens at what is unread, follows the end, and goes where one jumps. */
export function useFollow(
  room: string,
  rows: readonly Row[],
  list: RefObject<VirtualizerHandle | null>,
): Following {
  const { looksAt } = useActions()
  const target = useSelect((state) => state.timelines.get(room)?.target)
  const [atEnd, setAtEnd] = useState(true)
  const [marked, setMarked] = useState<number>()
  const following = useRef(true)
  const placed = useRef(false)
  const before = useRef({ offset: 0, size: 0 })
  const latest = useRef(rows)
  latest.current = rows

  const tell = useThrottled(() => {
    const handle = list.current
    if (handle === null || handle.viewportSize === 0) return
    const from = handle.findItemIndex(handle.scrollOffset)
    const to = handle.findItemIndex(handle.scrollOffset + handle.viewportSize - 1)
    const range = seen(latest.current, from, to)
    // A room may be opened at what is unread and yet be seen to its end.
    if (placed.current && below(handle) < END_PIXELS) following.current = true
    setAtEnd(following.current)
    if (range !== undefined) looksAt(room, range.first, range.last, following.current)
  })
  const toEnd = useCallback(() => {
    list.current?.scrollToIndex(latest.current.length - 1, {
      align: 'end',
      offset: END_SPACE_PIXELS,
    })
  }, [list])
  const onScroll = useCallback(() => {
    const handle = list.current
    if (handle === null) return
    const followed = following.current
    const now = { offset: handle.scrollOffset, size: handle.scrollSize }
    if (below(handle) < END_PIXELS) following.current = true
    else if (isLeaving(before.current, now)) following.current = false
    before.current = now
    setAtEnd(following.current)
    // What comes next is new to who has left the end, and to nobody who has come to it.
    if (following.current === followed) tell.later()
    else tell.now()
  }, [list, tell])
  const onResize = useCallback(() => {
    if (following.current) toEnd()
    tell.later()
  }, [toEnd, tell])

  const last = rows.at(-1)
  const sent = last?.kind === 'message' && last.own && last.sequence === 0 ? last.key : ''
  useLayoutEffect(() => {
    if (last === undefined) return
    if (!placed.current) {
      placed.current = rows.some((row) => row.kind === 'message')
      const unread = rows.findIndex((row) => row.kind === 'unread')
      following.current = unread < 0
      if (unread >= 0) list.current?.scrollToIndex(unread, { align: 'start', offset: -48 })
      else toEnd()
    }
    // Whoever follows the end is taken there once the new rows are measured: before, it would cost
    // a layout of its own.
    tell.later()
  }, [rows, last, list, toEnd, tell])
  useLayoutEffect(() => {
    if (sent === '') return
    following.current = true
    toEnd()
  }, [sent, toEnd])

  const wanted = target?.key
  const place = target === undefined ? -1 : placeOf(rows, target.sequence)
  const isHere = place >= 0
  useEffect(() => {
    if (target === undefined || !isHere) return
    const index = placeOf(latest.current, target.sequence)
    const isLast = index === latest.current.length - 1
    following.current = isLast
    placed.current = true
    list.current?.scrollToIndex(index, { align: isLast ? 'end' : 'center' })
    if (isLast) return
    setMarked(target.sequence)
    const timer = setTimeout(() => {
      setMarked(undefined)
    }, MARKED_MILLIS)
    return () => {
      clearTimeout(timer)
    }
    // A target counts once, when its message is here.
  }, [wanted, isHere])

  return { atEnd, marked, onScroll, onResize }
}

/** How much of the list lies below what is seen. */
function below(handle: VirtualizerHandle): number {
  return handle.scrollSize - handle.viewportSize - handle.scrollOffset
}

type Throttled = Readonly<{ later: () => void; now: () => void }>

/** At most one call in a while, and always one after the last, unless it is wanted at once. */
function useThrottled(work: () => void): Throttled {
  const latest = useRef(work)
  latest.current = work
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(
    () => () => {
      clearTimeout(timer.current)
    },
    [],
  )
  return useMemo(() => {
    const now = (): void => {
      clearTimeout(timer.current)
      timer.current = undefined
      latest.current()
    }
    return {
      now,
      later: () => {
        timer.current ??= setTimeout(now, LOOK_MILLIS)
      },
    }
  }, [])
}
