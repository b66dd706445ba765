import type { Store } from '../state/store'
import { head } from '../state/timeline'

type Page = Pick<Document, 'title' | 'hidden' | 'addEventListener'>

/** Counts in the title what came while nobody looked. */
export function badgeTitle(store: Store, page: Page): () => void {
  const title = page.title
  let seen = 0
  const show = (): void => {
    const { timeline } = store.state()
    const last = head(timeline)
    if (!page.hidden || seen === 0 || last < seen) seen = last
    const unseen = last - seen
    const text = unseen === 0 ? title : `(${unseen}) ${title}`
    if (page.title !== text) page.title = text
  }
  page.addEventListener('visibilitychange', show)
  return show
}
