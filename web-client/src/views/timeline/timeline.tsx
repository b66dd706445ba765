import { ArrowDown } from 'lucide'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import type { Row } from '../../state/row'
import { timelineRows } from '../../state/rows'
import { useActions, useI18n, useSelect } from '../app'
import { Icon } from '../parts/icon'
import { Announcer } from './announcer'
import { Ghosts } from './ghosts'
import { isPrepended, lastMessage, nextMessage } from './places'
import { useFollow } from './use-follow'
import { useRowElements } from './use-row-elements'
import { useSettled } from './use-settled'

/** How far beyond what is seen rows are made, so that fast scrolling shows no blanks; at first not. */
const BUFFER_PIXELS = 600

/** A room's messages. Only those near the screen are in the page. */
export function Timeline({ room }: { room: string }) {
  const { t } = useI18n()
  const { jumpToLatest } = useActions()
  const rows = useSelect((state) => timelineRows(state, room))
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const [focused, setFocused] = useState<string>()
  const before = useRef(rows)
  const shift = isPrepended(before.current, rows)
  useLayoutEffect(() => {
    before.current = rows
  })
  const { atEnd, marked, onScroll, onResize } = useFollow(room, rows, list)
  const isSettled = useSettled(rows.length > 0, list)
  const tab = useMemo(() => tabStop(rows, focused), [rows, focused])
  const element = useRowElements(room, tab, marked, list)

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || !(event.target instanceof HTMLElement)) return
    if (event.target.closest('.message') !== event.target) return
    const next = nextMessage(rows, tab, step)
    if (next === undefined) return
    event.preventDefault()
    setFocused(rows[next]?.key)
    list.current?.scrollToIndex(next, { align: 'nearest' })
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus()
    })
  }
  useEffect(() => {
    if (atEnd) setFocused(undefined)
  }, [atEnd])

  return (
    <div class="timeline">
      <div
        class="scroller"
        ref={scroller}
        onKeyDown={onKeyDown}
        data-at-end={atEnd}
        data-settled={isSettled}
      >
        <div class="scroller-space" />
        <Virtualizer
          ref={list}
          scrollRef={scroller}
          as="ol"
          item="li"
          data={rows}
          shift={shift}
          bufferSize={isSettled ? BUFFER_PIXELS : 0}
          keepMounted={tab < 0 ? [] : [tab]}
          onScroll={onScroll}
          onResize={onResize}
        >
          {element}
        </Virtualizer>
      </div>
      {isSettled ? null : <Ghosts />}
      {atEnd ? null : (
        <button
          type="button"
          class="button latest"
          onClick={() => {
            jumpToLatest(room)
          }}
        >
          <Icon of={ArrowDown} />
          {t('timeline.latest')}
        </button>
      )}
      <Announcer rows={rows} />
    </div>
  )
}

/** The one message that the Tab key reaches: the focused one, or else the last. */
function tabStop(rows: readonly Row[], focused: string | undefined): number {
  const index = focused === undefined ? -1 : rows.findIndex((row) => row.key === focused)
  return index >= 0 ? index : lastMessage(rows)
}
