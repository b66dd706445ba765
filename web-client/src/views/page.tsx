import { render } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Actions, Watched } from '../actions/actions'
import { i18n, type I18n } from '../i18n/i18n'
import { AppContext, perFrame, useWatched } from './app'
import { onDemand } from './parts/on-demand'
import { ready } from './ready'
import { SignInPage } from './sign-in/sign-in-page'
import { Splash } from './splash'

const ChatPage = onDemand(() => import('./chat-page'), Splash)

/**
 * Shows what the state asks for, from now on. Until it is known what that is, and all of it is here,
 * the outline stays that came with the markup.
 */
export async function page(root: HTMLElement, watched: Watched, actions: Actions): Promise<void> {
  const { language, clock } = watched.state().settings
  const [spoken] = await Promise.all([i18n(language, clock, navigator.languages), ready(watched)])
  if (watched.state().session.status === 'somebody') await ChatPage.fetch()
  // The code that was read and the page that is drawn are two tasks, so that keys are heard between.
  await new Promise((next) => setTimeout(next))
  root.replaceChildren()
  const framed = perFrame(watched)
  render(<Page watched={watched} framed={framed} actions={actions} first={spoken} />, root)
}

type Props = { watched: Watched; framed: Watched; actions: Actions; first: I18n }

function Page({ watched, framed, actions, first }: Props) {
  const { theme, density, language, clock } = useWatched(watched, (state) => state.settings)
  const status = useWatched(watched, (state) => state.session.status)
  const [spoken, setSpoken] = useState(first)
  useEffect(() => {
    let wanted = true
    void i18n(language, clock, navigator.languages).then((chosen) => {
      if (!wanted) return
      document.documentElement.lang = chosen.language
      setSpoken(chosen)
    })
    return () => {
      wanted = false
    }
  }, [language, clock])
  useEffect(() => {
    const { dataset } = document.documentElement
    dataset.theme = theme
    dataset.density = density
  }, [theme, density])
  useEffect(() => {
    if (status === 'nobody') fetchChat()
  }, [status])
  const app = useMemo(
    () => ({ watched, framed, actions, i18n: spoken }),
    [watched, framed, actions, spoken],
  )
  return (
    <AppContext.Provider value={app}>
      {status === 'nobody' ? <SignInPage /> : null}
      {status === 'somebody' ? <ChatPage /> : null}
    </AppContext.Provider>
  )
}

/** What comes after the sign-in is fetched while somebody types a name. */
function fetchChat(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="chat"]')) {
    link.rel = 'modulepreload'
  }
}
