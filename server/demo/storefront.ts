import express from 'express'
export function storefrontRouter(_parts: {
  siteKey: string
  shopDirectory: string
  assetsDirectory: string
}): express.Router {
  return express.Router()
}
