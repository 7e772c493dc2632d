from publishing.images.files import StorageFailed
from publishing.images.library import accept
from publishing.images.pictures import Picture, picture
from publishing.images.reading import ImageRefused
from publishing.images.uses import ImageUse, choose, image_problems, image_use

__all__ = [
    "ImageRefused",
    "ImageUse",
    "Picture",
    "StorageFailed",
    "accept",
    "choose",
    "image_problems",
    "image_use",
    "picture",
]
