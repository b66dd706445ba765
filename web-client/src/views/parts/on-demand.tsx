import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

type Module<Props> = Readonly<{ default: ComponentType<Props> }>

const Nothing = (): null => null

/** A view whose code is fetched when it is shown first; until then another stands in its place. */
export function onDemand<Props extends object>(
  load: () => Promise<Module<Props>>,
  Waiting: ComponentType = Nothing,
): ComponentType<Props> {
  let fetched: ComponentType<Props> | undefined
  return function OnDemand(props: Props) {
    const [View, setView] = useState(() => fetched)
    useEffect(() => {
      if (View !== undefined) return
      void load().then((module) => {
        fetched = module.default
        setView(() => module.default)
      })
    }, [View])
    return View === undefined ? <Waiting /> : <View {...props} />
  }
}
