import { useI18n } from '../app'

const COUNT = 4

/** Stands for messages that are on their way. */
export function Ghosts() {
  const { t } = useI18n()
  return (
    <div class="gap" role="img" aria-label={t('timeline.loading')}>
      {Array.from({ length: COUNT }, (_, index) => (
        <div key={index} class="ghost">
          <span class="ghost-face" />
          <span class="ghost-lines" />
        </div>
      ))}
    </div>
  )
}
