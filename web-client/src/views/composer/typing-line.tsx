import { useI18n, useSelect } from '../app'

const NOBODY: readonly never[] = []

/** Who else is writing. Its room is kept, so that nothing moves when somebody begins. */
export function TypingLine({ room }: { room: string }) {
  const { t } = useI18n()
  const typing = useSelect((state) => state.rooms.get(room)?.typing ?? NOBODY)
  const [first, second] = typing
  let words = ''
  if (first !== undefined && second === undefined) words = t('typing.one', { name: first.name })
  else if (first !== undefined && second !== undefined && typing.length === 2) {
    words = t('typing.two', { one: first.name, other: second.name })
  } else if (typing.length > 2) words = t('typing.many', { count: typing.length })
  return (
    <p class="typing" aria-live="off">
      {words === '' ? null : (
        <>
          <span class="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <bdi>{words}</bdi>
        </>
      )}
    </p>
  )
}
