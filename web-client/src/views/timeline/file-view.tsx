import { File as FileIcon } from 'lucide'
import { useEffect, useState } from 'preact/hooks'
import { useActions, useI18n, useSelect } from '../app'
import { Icon } from '../parts/icon'

/** What a browser shows as a picture without running anything in it. */
const PICTURES = /^image\/(?:png|jpeg|gif|webp|avif)$/

/** A file of a message: a picture is shown, anything else is offered for download. */
export function FileView({ file }: { file: string }) {
  const { t, bytes } = useI18n()
  const { showFile } = useActions()
  const facts = useSelect((state) => state.files.get(file))
  const [broken, setBroken] = useState(false)
  useEffect(() => {
    if (facts === undefined) showFile(file)
  }, [facts, file, showFile])
  if (facts === undefined || facts.status === 'asked') {
    return <div class="file-card ghost" aria-label={t('file.loading')} role="img" />
  }
  if (facts.status === 'gone') return <p class="deleted">{t('file.gone')}</p>
  if (PICTURES.test(facts.type) && !broken) {
    return (
      <a class="picture" href={facts.url} target="_blank" rel="noopener">
        <img
          src={facts.url}
          alt={t('file.picture', { name: facts.name })}
          decoding="async"
          onError={() => {
            setBroken(true)
          }}
        />
      </a>
    )
  }
  return (
    <a class="file-card" href={facts.url} download={facts.name}>
      <Icon of={FileIcon} />
      <span class="file-name">
        <bdi>{facts.name}</bdi>
      </span>
      <span class="file-size">{bytes(facts.size)}</span>
    </a>
  )
}
