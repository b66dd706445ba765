import { render } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Actions, Watched } from '../actions/actions'
import { english, i18n } from '../i18n/i18n'
import { AppContext, perFrame, useWatched } from './app'
import { ChatPage } from './chat-page'
import { SignInPage } from './sign-in/sign-in-page'
import { Splash } from './splash'

/** Shows what the state asks for, from now on. */
export function page(root: HTMLElement, watched: Watched, actions: Actions): void {
  render(<Page watched={watched} framed={perFrame(watched)} actions={actions} />, root)
}

type Props = { watched: Watched; framed: Watched; actions: Actions }

function Page({ watched, framed, actions }: Props) {
  const { theme, density, language, clock } = useWatched(watched, (state) => state.settings)
  const status = useWatched(watched, (state) => state.session.status)
  const [spoken, setSpoken] = useState(() => english(clock))
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
  const app = useMemo(
    () => ({ watched, framed, actions, i18n: spoken }),
    [watched, framed, actions, spoken],
  )
  return (
    <AppContext.Provider value={app}>
      {status === 'starting' ? <Splash /> : null}
      {status === 'nobody' ? <SignInPage /> : null}
      {status === 'somebody' ? <ChatPage /> : null}
    </AppContext.Provider>
  )
}
