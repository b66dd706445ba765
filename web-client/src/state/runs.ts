import type { Message } from '../protocol/message'

/**
 * All that the server has between two sequences, both included. A sequence in between that has no
 * message is one that the server no longer keeps.
 */
export type Run = Readonly<{
  from: number
  /** One less than `from` in a room that is known to be empty. */
  to: number
  messages: readonly Message[]
}>

/** Runs in ascending order, with at least one unknown sequence between two of them. */
export type Runs = readonly Run[]

/** A stretch of sequences, without its ends, of which nothing is known. */
export type Hole = Readonly<{ after: number; before: number }>

/** Takes in what is known now; where both know a message, the one modified later is right. */
export function cover(runs: Runs, fresh: Run): Runs {
  const before: Run[] = []
  const after: Run[] = []
  let merged = fresh
  for (const run of runs) {
    if (run.to < fresh.from - 1) before.push(run)
    else if (run.from > fresh.to + 1) after.push(run)
    else merged = joinRuns(run, merged)
  }
  return [...before, merged, ...after]
}

function joinRuns(known: Run, fresh: Run): Run {
  return {
    from: Math.min(known.from, fresh.from),
    to: Math.max(known.to, fresh.to),
    messages: mergeMessages(known.messages, fresh.messages),
  }
}

/** Merges two ascending lists. What is known stays the same object unless the other is newer. */
function mergeMessages(known: readonly Message[], fresh: readonly Message[]): readonly Message[] {
  const lastKnown = known.at(-1)?.sequence ?? 0
  const firstFresh = fresh[0]?.sequence ?? Infinity
  if (lastKnown < firstFresh) return [...known, ...fresh]
  const merged: Message[] = []
  let left = 0
  let right = 0
  for (;;) {
    const a = known[left]
    const b = fresh[right]
    if (a === undefined) return merged.concat(fresh.slice(right))
    if (b === undefined) return merged.concat(known.slice(left))
    if (a.sequence === b.sequence) {
      merged.push(b.change > a.change ? b : a)
      left += 1
      right += 1
    } else if (a.sequence < b.sequence) {
      merged.push(a)
      left += 1
    } else {
      merged.push(b)
      right += 1
    }
  }
}

/** Puts a message's newer state in the place of the one that is known, if it is known. */
export function replace(runs: Runs, message: Message): Runs {
  const at = runs.findIndex((run) => run.from <= message.sequence && message.sequence <= run.to)
  const run = runs[at]
  if (run === undefined) return runs
  const place = placeOf(run.messages, message.sequence)
  const known = run.messages[place]
  if (known?.sequence !== message.sequence || known.change >= message.change) return runs
  return runs.with(at, { ...run, messages: run.messages.with(place, message) })
}

export function find(runs: Runs, sequence: number): Message | undefined {
  const run = runs.find(({ from, to }) => from <= sequence && sequence <= to)
  if (run === undefined) return undefined
  const message = run.messages[placeOf(run.messages, sequence)]
  return message?.sequence === sequence ? message : undefined
}

/** Where the first message stands that has at least this sequence. */
function placeOf(messages: readonly Message[], sequence: number): number {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((messages[middle]?.sequence ?? Infinity) < sequence) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether nothing has changed but that messages were appended, or not even that. */
export function isGrown(before: Runs, now: Runs): boolean {
  const [known, grown] = [before.at(-1), now.at(-1)]
  if (known === undefined || grown === undefined || before.length !== now.length) return false
  return (
    known.from === grown.from &&
    known.messages.every((message, index) => message === grown.messages[index]) &&
    before.slice(0, -1).every((run, index) => run === now[index])
  )
}

/** What is unknown before the last run: from the beginning of the room on. */
export function holes(runs: Runs): readonly Hole[] {
  const found: Hole[] = []
  let known = 0
  for (const run of runs) {
    if (run.from > known + 1) found.push({ after: known, before: run.from })
    known = run.to
  }
  return found
}

export function size(runs: Runs): number {
  return runs.reduce((sum, run) => sum + run.messages.length, 0)
}

/**
 * Lets go of what is far from a sequence, and not among the newest.
 *
 * @param most how many messages are left at most around the sequence
 * @param newest how many of the last are left as well
 */
export function trim(runs: Runs, around: number, most: number, newest: number): Runs {
  const all = runs.flatMap((run) => run.messages)
  const middle = placeOf(all, around)
  const start = Math.max(0, Math.min(middle - (most >> 1), all.length - most))
  const first = all[start]?.sequence ?? 0
  const last = all[start + most - 1]?.sequence ?? Infinity
  const tail = all[all.length - newest]?.sequence ?? 0
  return runs.flatMap((run) =>
    tail <= last + 1
      ? part(run, first, Infinity)
      : [...part(run, first, last), ...part(run, tail, Infinity)],
  )
}

function part(run: Run, from: number, to: number): readonly Run[] {
  if (run.from >= from && run.to <= to) return [run]
  const cut = { from: Math.max(run.from, from), to: Math.min(run.to, to) }
  if (cut.from > cut.to) return []
  const messages = run.messages.filter(({ sequence }) => sequence >= cut.from && sequence <= cut.to)
  return [{ ...cut, messages }]
}
