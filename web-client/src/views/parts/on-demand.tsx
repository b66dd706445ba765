import type { ComponentType, FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'

type Module<Props> = Readonly<{ default: ComponentType<Props> }>

type OnDemand<Props> = FunctionComponent<Props> & Readonly<{ fetch: () => Promise<void> }>

const Nothing = (): null => null

/**
 * A view whose code is fetched when it is shown first, or when that is asked for; until then another
 * stands in its place.
 */
export function onDemand<Props extends object>(
  load: () => Promise<Module<Props>>,
  Waiting: ComponentType = Nothing,
): OnDemand<Props> {
  let fetched: ComponentType<Props> | undefined
  const fetch = async (): Promise<void> => {
    fetched ??= (await load()).default
  }
  function View(props: Props) {
    const [Fetched, setFetched] = useState(() => fetched)
    useEffect(() => {
      if (Fetched !== undefined) return
      void fetch().then(() => {
        setFetched(() => fetched)
      })
    }, [Fetched])
    return Fetched === undefined ? <Waiting /> : <Fetched {...props} />
  }
  return Object.assign(View, { fetch })
}
