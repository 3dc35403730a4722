"""Certificates: issued by a dated rule or for what took place, checked by anybody, revoked, issued anew."""
