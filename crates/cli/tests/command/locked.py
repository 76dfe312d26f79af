"""Writes locked.txt: a text locked as docs/formats.md describes it, by other libraries than Driftscope's.

python3 locked.py > locked.txt, with the package `cryptography`.
"""

import base64
import hashlib

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

salt, start = bytes(range(16)), bytes(range(100, 112))
words = lambda some: base64.urlsafe_b64encode(some).decode()
head = f"driftscope-locked-1 pbkdf2-sha256 600000 {words(salt)} aes-256-gcm {words(start)}"
key = hashlib.pbkdf2_hmac("sha256", "Zürich 8001".encode(), salt, 600_000, 32)
print(head, words(AESGCM(key).encrypt(start, b"a report", head.encode())))
