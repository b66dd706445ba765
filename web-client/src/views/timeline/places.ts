import type { Row } from '../../state/row'

/**
 * Whether what is new stands before what was there. The list then keeps its place from the end on;
 * otherwise from its beginning.
 */
export function isPrepended(before: readonly Row[], now: readonly Row[]): boolean {
  const last = before.at(-1)
  if (last === undefined || before.length === now.length) return false
  return now.at(-1)?.key === last.key
}

/** How far a list is scrolled, and how high it is altogether. */
type Scroll = Readonly<{ offset: number; size: number }>

/**
 * Whether somebody scrolled up. Rows that turn out lower than they were taken for, or that are let
 * go, move everything up as well, and nobody has left the end by that.
 */
export function isLeaving(before: Scroll, now: Scroll): boolean {
  return now.offset < before.offset - Math.max(0, before.size - now.size)
}

export function lastMessage(rows: readonly Row[]): number {
  return rows.findLastIndex((row) => row.kind === 'message')
}

/** The next message from a place on, downwards or upwards. */
export function nextMessage(rows: readonly Row[], from: number, step: number): number | undefined {
  for (let index = from + step; index >= 0 && index < rows.length; index += step) {
    if (rows[index]?.kind === 'message') return index
  }
  return undefined
}

/** Where the message with this sequence stands, or -1. */
export function placeOf(rows: readonly Row[], sequence: number): number {
  return rows.findLastIndex((row) => row.kind === 'message' && row.sequence === sequence)
}

/** The sequences of the first and the last stored message between two places. */
export function seen(
  rows: readonly Row[],
  from: number,
  to: number,
): Readonly<{ first: number; last: number }> | undefined {
  let first = 0
  let last = 0
  for (let index = Math.max(0, from); index <= Math.min(to, rows.length - 1); index++) {
    const row = rows[index]
    if (row?.kind !== 'message' || row.sequence === 0) continue
    if (first === 0) first = row.sequence
    last = row.sequence
  }
  return first === 0 ? undefined : { first, last }
}
