import { i18n } from '../i18n/i18n'
import { roomName } from '../state/selectors'
import type { Store } from '../state/store'
import { badge } from './badge'
import { type Notice, notify } from './notify'

/** What the effects ask of the page. */
export type PageWishes = Readonly<{
  /** The addresses of the page's icon, as it is and with a mark. */
  icons: Readonly<{ plain: string; marked: string }>
  openRoom: (room: string) => void
  /** The network, or somebody's attention, may be back. */
  wake: () => void
  flush: () => void
}>

/** How often at most the window's title and icon change. */
const CALM_MILLIS = 200

/** Shows the last of what is said in a while: what comes is often read at once, and gone again. */
function calmly<Value>(show: (value: Value) => void): (value: Value) => void {
  let last: Value
  let timer: ReturnType<typeof setTimeout> | undefined
  return (value) => {
    last = value
    timer ??= setTimeout(() => {
      timer = undefined
      show(last)
    }, CALM_MILLIS)
  }
}

/** Runs the effects of a browser: title, icon, notifications, attention. */
export function browserEffects(store: Store, wishes: PageWishes): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel~="icon"]')
  store.subscribe(
    badge(store, document.title, {
      title: calmly((text) => {
        if (document.title !== text) document.title = text
      }),
      icon: calmly((unread) => {
        if (icon !== null) icon.href = unread ? wishes.icons.marked : wishes.icons.plain
      }),
    }),
  )
  store.subscribe(
    notify(store, {
      show: (notice) => {
        void show(store, wishes, notice)
      },
      sound,
    }),
  )
  const look = (): void => {
    const visible = document.visibilityState === 'visible' && document.hasFocus()
    store.dispatch({ type: 'visible', visible })
    if (visible) wishes.wake()
    else wishes.flush()
  }
  for (const event of ['focus', 'blur', 'pageshow']) window.addEventListener(event, look)
  document.addEventListener('visibilitychange', look)
  window.addEventListener('pagehide', wishes.flush)
  window.addEventListener('online', wishes.wake)
  look()
}

/** Asks for leave to notify; to be called from a click. */
export async function allowNotifications(): Promise<boolean> {
  if (!('Notification' in window)) return false
  return (await Notification.requestPermission()) === 'granted'
}

async function show(store: Store, { openRoom, icons }: PageWishes, notice: Notice): Promise<void> {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const { room, direct, from, text } = notice
  const { language: choice, clock } = store.state().settings
  const { t, language } = await i18n(choice, clock, navigator.languages)
  const title = direct
    ? t('notification.direct', { name: from })
    : t('notification.message', { name: from, room: roomName(store.state(), room) })
  try {
    // One for each room: the next takes the place of the last, also that of another tab.
    const shown = new Notification(title, {
      body: text,
      tag: room,
      lang: language,
      icon: icons.plain,
    })
    shown.addEventListener('click', () => {
      window.focus()
      openRoom(room)
      shown.close()
    })
  } catch {
    // Browsers of phones notify through a service worker alone.
  }
}

/** A short soft tone, made here so that nothing has to be fetched. */
function sound(): void {
  const context = new AudioContext()
  const gain = context.createGain()
  const tone = context.createOscillator()
  const now = context.currentTime
  tone.frequency.setValueAtTime(880, now)
  gain.gain.setValueAtTime(0.0001, now)
  gain.gain.exponentialRampToValueAtTime(0.1, now + 0.02)
  gain.gain.exponentialRampToValueAtTime(0.0001, now + 0.25)
  tone.connect(gain).connect(context.destination)
  tone.start(now)
  tone.stop(now + 0.3)
  tone.addEventListener('ended', () => void context.close())
}
