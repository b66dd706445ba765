import type { Outgoing } from '../state/outbox'
import { ownerOf } from '../state/selectors'
import type { Store } from '../state/store'
import type { Vault } from '../storage/vault'
import type { Shout, Tabs } from './shout'

/**
 * Keeps what is not sent yet in the browser and tells the other tabs of it, so that it outlives the
 * page and every tab shows the same.
 */
export function keepOutbox(
  store: Store,
  vault: Vault,
  tabs: Tabs,
  onFault: (fault: unknown) => void,
): () => void {
  let owner = ''
  /** What the vault and the other tabs have of each, spelled. */
  let known = new Map<string, string>()

  tabs.listen((shout) => {
    if (ownerOf(store.state()) !== owner || !('owner' in shout) || shout.owner !== owner) return
    take(shout)
  })

  return () => {
    const state = store.state()
    if (ownerOf(state) !== owner) {
      owner = ownerOf(state)
      known = new Map()
    }
    if (owner === '') return
    const due = new Set(known.keys())
    for (const outgoing of state.outbox) {
      due.delete(outgoing.clientId)
      keep(outgoing)
    }
    for (const clientId of due) {
      known.delete(clientId)
      vault.drop(owner, clientId).catch(onFault)
      tabs.shout({ kind: 'gone', owner, clientId })
    }
  }

  /** What is on its way from here waits for everybody else. */
  function keep(outgoing: Outgoing): void {
    const kept: Outgoing =
      outgoing.status === 'sending'
        ? { ...outgoing, status: 'waiting', attempts: outgoing.attempts - 1 }
        : outgoing
    const spelled = JSON.stringify(kept)
    if (known.get(kept.clientId) === spelled) return
    known.set(kept.clientId, spelled)
    vault.keep(owner, kept).catch(onFault)
    tabs.shout({ kind: 'outgoing', owner, outgoing: kept })
  }

  function take(shout: Shout): void {
    if (shout.kind === 'outgoing') {
      known.set(shout.outgoing.clientId, JSON.stringify(shout.outgoing))
      store.dispatch({ type: 'outgoing-heard', outgoing: shout.outgoing })
    } else if (shout.kind === 'gone') {
      known.delete(shout.clientId)
      store.dispatch({ type: 'discarded', clientId: shout.clientId })
    }
  }
}
