/** The clock, and what is done later. Tests have a clock of their own. */
export type Timers = Readonly<{
  now: () => number
  /** Answers with what calls it off. */
  after: (millis: number, work: () => void) => () => void
}>

export function pause(timers: Timers, millis: number): Promise<void> {
  return new Promise((resolve) => {
    timers.after(millis, resolve)
  })
}
