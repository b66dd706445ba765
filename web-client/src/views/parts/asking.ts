import { useState } from 'preact/hooks'
import type { Outcome } from '../../actions/actions'

type Asking = Readonly<{
  busy: boolean
  /** Why the last attempt was refused, for people. */
  fault: string | undefined
  /** Asks once at a time, and does something more if it went well. */
  ask: (work: () => Promise<Outcome>, done?: () => void) => void
}>

/** A form's question to the server. */
export function useAsking(): Asking {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const ask: Asking['ask'] = (work, done) => {
    if (busy) return
    setBusy(true)
    setFault(undefined)
    void work().then((outcome) => {
      setBusy(false)
      if (outcome.ok) done?.()
      else setFault(outcome.message)
    })
  }
  return { busy, fault, ask }
}
