import type { VNode } from 'preact'
import { type RefObject, useCallback, useRef } from 'preact/compat'
import type { VirtualizerHandle } from 'virtua'
import type { Row } from '../../state/row'
import { RowView } from './row-view'

type Made = Readonly<{ index: number; reachable: boolean; marked: boolean; element: VNode }>

/**
 * Makes the elements of rows, and gives the same one again while nothing of it changes: then it is
 * not even looked at when others come and go.
 *
 * @param tab which one the Tab key reaches
 * @param marked the sequence of the message to point out
 */
export function useRowElements(
  room: string,
  tab: number,
  marked: number | undefined,
  list: RefObject<VirtualizerHandle | null>,
): (row: Row, index: number) => VNode {
  const made = useRef(new WeakMap<Row, Made>())
  return useCallback(
    (row: Row, index: number) => {
      const reachable = index === tab
      const isMarked = row.kind === 'message' && row.sequence === marked
      const before = made.current.get(row)
      if (before?.index === index && before.reachable === reachable && before.marked === isMarked) {
        return before.element
      }
      const element = (
        <RowView
          key={row.key}
          room={room}
          row={row}
          index={index}
          reachable={reachable}
          marked={isMarked}
          isAbove={() => isAbove(list.current, index)}
        />
      )
      made.current.set(row, { index, reachable, marked: isMarked, element })
      return element
    },
    [room, tab, marked, list],
  )
}

function isAbove(list: VirtualizerHandle | null, index: number): boolean {
  if (list === null) return true
  const middle = list.getItemOffset(index) + list.getItemSize(index) / 2
  return middle < list.scrollOffset + list.viewportSize / 2
}
